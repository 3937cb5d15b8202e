import type { CudaCatalogue } from './cudaEn';

export const cudaZhCn: CudaCatalogue = {
  title: {
    platform: '平台',
    node: 'Node.js',
    npm: 'npm',
    disk: '磁盘',
    gpu: 'GPU 与驱动',
    cuda: 'CUDA',
    cudnn: 'cuDNN',
    compiler: '编译器',
  },
  state: {
    met: '{found}',
    missing: '需要 {needed}，没有找到',
    otherVersion: '需要 {needed}，找到的是 {found}',
    aside: '{found}，位于 {detail}，但系统不在那里查找',
    unknown: '需要 {needed}，无法得知这台机器上有什么',
  },
  need: {
    platform: {
      missing: {
        text: '{found}：支持 CUDA 的 TensorFlow 只发布给 {needed}',
        next: '可以改用 webgpu 引擎在这台机器的 GPU 上训练。',
      },
    },
    node: {
      met: { text: '{found}，{detail}' },
      missing: {
        text: '需要 {needed} 或更新版本；只找到编辑器自带的 Node.js，它无法加载 TensorFlow',
        next: '请安装 Node.js {needed} 或更新版本，或在设置 tensorDojo.nodePath 中指定。',
      },
    },
    npm: {
      met: { text: '{detail}' },
      missing: { text: '没有找到', next: '请安装 npm（随 Node.js 一起提供），并确认它在 PATH 中。' },
    },
    disk: {
      met: { text: '剩余 {found}；安装过程中需要 {needed}' },
      missing: { text: '只剩 {found}；安装过程中需要 {needed}', next: '请在 {detail} 所在的磁盘上腾出空间。' },
    },
    gpu: {
      met: { text: '{detail}，驱动 {found}' },
      missing: {
        text: '需要 NVIDIA GPU 和 {needed} 或更新的驱动；没有找到',
        next: '如果有 NVIDIA GPU，请安装 NVIDIA 驱动；如果是其他 GPU，可以用 webgpu 引擎训练。',
      },
      otherVersion: {
        text: '{detail}，驱动 {found}：需要 {needed} 或更新版本',
        next: '请将 NVIDIA 驱动更新到 {needed} 或更新版本。',
      },
      unknown: {
        text: 'nvidia-smi 没有列出任何 GPU；有驱动 {found}',
        next: '请运行 nvidia-smi，它会说明问题所在。更新驱动之后请重启机器。',
      },
    },
    cuda: {
      met: { text: '{found}，{detail}' },
      missing: {
        text: '需要 {needed}；没有找到：{detail}',
        next: '请安装 CUDA Toolkit {needed}：developer.nvidia.com/cuda-toolkit-archive。也可以之后再装。',
      },
      otherVersion: {
        text: '需要 {needed}，因为 TensorFlow 按版本打开这些库；找到的是 {found}',
        next: '请另外安装 CUDA Toolkit {needed}，两者可以并存：developer.nvidia.com/cuda-toolkit-archive。',
      },
      aside: {
        text: '{found}，位于 {detail}，但系统不在那里查找',
        next: '请让系统在那里查找：Linux 上在 /etc/ld.so.conf.d 中加一行，再运行 ldconfig；Windows 上加入 PATH。',
      },
    },
    cudnn: {
      met: { text: '{found}，{detail}' },
      missing: {
        text: '需要 {needed}；没有找到：{detail}',
        next: '请安装适用于 CUDA 11.2 的 cuDNN {needed}：developer.nvidia.com/rdp/cudnn-archive。也可以之后再装。',
      },
      otherVersion: {
        text: '需要 {needed} 或之后的 8.x；找到的是 {found}',
        next: '请另外安装适用于 CUDA 11.2 的 cuDNN {needed}：developer.nvidia.com/rdp/cudnn-archive。',
      },
      aside: {
        text: '{found}，位于 {detail}，但系统不在那里查找',
        next: '请让系统在那里查找：Linux 上在 /etc/ld.so.conf.d 中加一行，再运行 ldconfig；Windows 上加入 PATH。',
      },
    },
    compiler: {
      met: { text: '{needed}：都已具备，必要时可以编译绑定' },
      missing: {
        text: '没有找到：{detail}；只有在此平台没有现成的绑定可下载时才需要',
        next: '如果安装时提示需要，请安装 {needed}。',
      },
    },
  },
  stage: {
    packages: '从 npm 获取软件包',
    library: '支持 CUDA 的 TensorFlow',
    binding: '与 Node.js 的绑定',
    trial: '在单独的进程中试用',
    settling: '放到最终位置',
  },
  bytes: '{now}，共约 {about}',
  failure: {
    offline: {
      text: 'npm 无法连接到它的软件源。',
      next: '请检查网络连接，以及 npm 的软件源和代理设置（npm config list）。',
    },
    hostUnreachable: {
      text: '无法连接到下载 TensorFlow 的主机。',
      next: '请确认可以访问 storage.googleapis.com。如需代理，请设置 HTTPS_PROXY；也可以用 TFJS_NODE_CDN_STORAGE 指定镜像。',
    },
    notOnHost: {
      text: '下载地址上没有这个文件，或者得到的是别的内容。',
      next: '请检查 npm 的软件源（npm config get registry），以及代理是否返回了它自己的页面。',
    },
    proxy: {
      text: '代理没有放行这次下载。',
      next: '请检查 HTTPS_PROXY 和设置 http.proxy；如果代理要求，请填写用户名和密码。',
    },
    certificate: {
      text: '下载主机的证书未被接受。',
      next: '如果你的网络会替换证书，请在 NODE_EXTRA_CA_CERTS 中指定它的证书，然后重新启动编辑器。',
    },
    interrupted: { text: '下载中断了。', next: '请重试。' },
    noSpace: { text: '磁盘已满。', next: '请腾出约 2.5 GB 空间，然后重试。' },
    notWritable: {
      text: '有文件或文件夹无法写入。',
      next: '请查看日志中的文件夹属于谁：扩展的存储和 npm 的缓存都应当归你所有。',
    },
    noCompiler: {
      text: '此平台没有现成的绑定可下载，这里也没有可用来编译它的工具。',
      next: 'Linux：请安装 g++、make 和 python3。Windows：请安装带 C++ 的 Visual Studio Build Tools 和 Python。然后重试。',
    },
    didNotBuild: {
      text: '此平台没有现成的绑定可下载，而编译又失败了。',
      next: '日志中有编译器的输出。',
    },
    didNotLoad: {
      text: '已经装好，但无法加载。',
      next: '日志中有错误信息。TensorFlow 2.9 需要支持 AVX 的处理器；在 Windows 上还需要 Visual C++ 运行库。',
    },
    inUse: {
      text: '已安装的引擎正在使用中。',
      next: '请停止使用它的训练，关闭其他窗口，然后重试。',
    },
    other: { text: '安装失败。', next: '详情见日志。' },
  },
  kept: '已下载的内容会保留：下次从那里继续。',
  half: '只安装了一半（缺少 {missing}）：重新安装即可修复。',
  whole: '已安装 {package}，TensorFlow 版本 {tensorFlow}。',
  absent: '尚未安装。',
  onGpu: 'TensorFlow 在 GPU 上计算。',
  onCpu: 'TensorFlow 没有找到 CUDA 设备，只能在处理器上计算。',
  size: '下载约 {download}，占用约 {installed}',
};
