import type { CudaFailure, CudaNeed, CudaStage } from '../protocol/cudaEngine';

/** What is said of a need in some state, and what to do about it. */
export interface NeedWords {
  text: string;
  next?: string;
}

/** Words about the CUDA engine: templates over the fields of what they tell. */
export interface CudaCatalogue {
  title: Record<CudaNeed['about'], string>;
  /** Where a need has no words of its own for a state. */
  state: Record<CudaNeed['state'], string>;
  need: Record<CudaNeed['about'], Partial<Record<CudaNeed['state'], NeedWords>>>;
  stage: Record<CudaStage, string>;
  bytes: string;
  failure: Record<CudaFailure['reason'], Required<NeedWords>>;
  kept: string;
  half: string;
  whole: string;
  absent: string;
  onGpu: string;
  onCpu: string;
  size: string;
}

export const cudaEn: CudaCatalogue = {
  title: {
    platform: 'Platform',
    node: 'Node.js',
    npm: 'npm',
    disk: 'Disk',
    gpu: 'GPU and driver',
    cuda: 'CUDA',
    cudnn: 'cuDNN',
    compiler: 'Compiler',
  },
  state: {
    met: '{found}',
    missing: '{needed} is needed; not found',
    otherVersion: '{needed} is needed; found {found}',
    aside: '{found}, in {detail}, where the system does not look for it',
    unknown: '{needed} is needed; this machine does not say what it has',
  },
  need: {
    platform: {
      missing: {
        text: '{found}: TensorFlow with CUDA is published for {needed} only',
        next: 'The engine webgpu trains on the GPU of this machine instead.',
      },
    },
    node: {
      met: { text: '{found}, {detail}' },
      missing: {
        text: "{needed} or later is needed; only the editor's own was found, which cannot load TensorFlow",
        next: 'Install Node.js {needed} or later, or name one in the setting tensorDojo.nodePath.',
      },
    },
    npm: {
      met: { text: '{detail}' },
      missing: { text: 'not found', next: 'Install npm (it comes with Node.js), and see that it is on PATH.' },
    },
    disk: {
      met: { text: '{found} free; {needed} are needed while it is installed' },
      missing: { text: 'only {found} free; {needed} are needed while it is installed', next: 'Make room in {detail}.' },
    },
    gpu: {
      met: { text: '{detail}, driver {found}' },
      missing: {
        text: 'an NVIDIA GPU with driver {needed} or later is needed; none was found',
        next: "With an NVIDIA GPU: install NVIDIA's driver. With any other: the engine webgpu trains on it.",
      },
      otherVersion: {
        text: '{detail}, driver {found}: {needed} or later is needed',
        next: "Update NVIDIA's driver to {needed} or later.",
      },
      unknown: {
        text: 'nvidia-smi names no GPU; there is a driver {found}',
        next: 'Run nvidia-smi: it says what is wrong. After an update of the driver, restart the machine.',
      },
    },
    cuda: {
      met: { text: '{found}, {detail}' },
      missing: {
        text: '{needed} is needed; not found: {detail}',
        next: 'Install the CUDA Toolkit {needed}: developer.nvidia.com/cuda-toolkit-archive. It may follow later.',
      },
      otherVersion: {
        text: '{needed} is needed, for TensorFlow opens its libraries by their version; found {found}',
        next: 'Install the CUDA Toolkit {needed} beside it: developer.nvidia.com/cuda-toolkit-archive.',
      },
      aside: {
        text: '{found}, in {detail}, where the system does not look for it',
        next: 'Make the system look there: on Linux a line in /etc/ld.so.conf.d, then ldconfig; on Windows PATH.',
      },
    },
    cudnn: {
      met: { text: '{found}, {detail}' },
      missing: {
        text: '{needed} is needed; not found: {detail}',
        next: 'Install cuDNN {needed} for CUDA 11.2: developer.nvidia.com/rdp/cudnn-archive. It may follow later.',
      },
      otherVersion: {
        text: '{needed} is needed, or a later 8.x; found {found}',
        next: 'Install cuDNN {needed} for CUDA 11.2 beside it: developer.nvidia.com/rdp/cudnn-archive.',
      },
      aside: {
        text: '{found}, in {detail}, where the system does not look for it',
        next: 'Make the system look there: on Linux a line in /etc/ld.so.conf.d, then ldconfig; on Windows PATH.',
      },
    },
    compiler: {
      met: { text: '{needed}: there, should the binding have to be compiled' },
      missing: {
        text: 'not found: {detail}; wanted only if there is no ready binding for this platform to download',
        next: 'If the installation asks for it: install {needed}.',
      },
    },
  },
  stage: {
    packages: 'packages from npm',
    library: 'TensorFlow for CUDA',
    binding: 'the binding to Node.js',
    trial: 'trying it in a process of its own',
    settling: 'putting it in place',
  },
  bytes: '{now} of about {about}',
  failure: {
    offline: {
      text: 'npm could not reach its registry.',
      next: "Check the connection, and npm's settings for registry and proxy (npm config list).",
    },
    hostUnreachable: {
      text: 'The host that TensorFlow is downloaded from could not be reached.',
      next: 'Check that storage.googleapis.com may be reached. Behind a proxy set HTTPS_PROXY; TFJS_NODE_CDN_STORAGE names a mirror.',
    },
    notOnHost: {
      text: 'The file was not where it is downloaded from, or something else came in its place.',
      next: "Check npm's registry (npm config get registry) and whether a proxy answers with a page of its own.",
    },
    proxy: {
      text: 'The proxy did not let the download through.',
      next: 'Check HTTPS_PROXY and the setting http.proxy, with name and password if it asks for them.',
    },
    certificate: {
      text: 'The certificate of the download host was not accepted.',
      next: 'If your network replaces certificates: name its certificate in NODE_EXTRA_CA_CERTS and start the editor anew.',
    },
    interrupted: { text: 'The download broke off.', next: 'Try again.' },
    noSpace: { text: 'The disk is full.', next: 'Make room for about 2.5 GB, then try again.' },
    notWritable: {
      text: 'A file or folder may not be written.',
      next: "See whose the folder in the log is: the extension's storage and npm's cache must be yours.",
    },
    noCompiler: {
      text: 'There is no ready binding for this platform to download, and nothing here to compile it with.',
      next: 'Linux: install g++, make and python3. Windows: Visual Studio Build Tools with C++, and Python. Then try again.',
    },
    didNotBuild: {
      text: 'There is no ready binding for this platform to download, and compiling it failed.',
      next: 'The log has what the compiler said.',
    },
    didNotLoad: {
      text: 'It was installed, and then did not load.',
      next: 'The log has the error. TensorFlow 2.9 wants a processor with AVX and, on Windows, the Visual C++ runtime.',
    },
    inUse: {
      text: 'The engine that is installed is in use.',
      next: 'Stop training runs that use it, close other windows, then try again.',
    },
    other: { text: 'The installation failed.', next: 'The log has what was said.' },
  },
  kept: 'What was downloaded is kept: the next attempt goes on from there.',
  half: 'It is installed by half ({missing} is missing): installing it again puts it right.',
  whole: '{package} is installed, with TensorFlow {tensorFlow}.',
  absent: 'It is not installed.',
  onGpu: 'TensorFlow computes on the GPU.',
  onCpu: 'TensorFlow found no CUDA device and would compute on the processor.',
  size: 'downloads about {download}, takes about {installed}',
};
