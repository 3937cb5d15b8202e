import { createRequire } from 'node:module';

export interface OpenGpu {
  device: GPUDevice;
  info: GPUAdapterInfo;
  description: string;
  /** The processor plays the GPU. */
  software: boolean;
}

type AdapterInfo = GPUAdapterInfo & { isFallbackAdapter: boolean };

interface Dawn {
  create(toggles: string[]): {
    requestAdapter(options: GPURequestAdapterOptions): Promise<(GPUAdapter & { info: AdapterInfo }) | null>;
  };
  /** Constructors and constants that a browser has as globals. */
  globals: object;
}

/** Dawn's own file, and the device that it deems fastest; where there is none, the error says what a person can do about it. */
export async function openGpu(dawnFile: string): Promise<OpenGpu> {
  const dawn = createRequire(import.meta.url)(dawnFile) as Dawn;
  const gpu = dawn.create([]);
  Object.assign(globalThis, dawn.globals);
  // Node has a `navigator` of its own from 21 on.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu } });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error(whyNoAdapter());
  const { limits, info } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(raised.map((name) => [name, limits[name]])),
  });
  const description = info.description || [info.vendor, info.architecture].join(' ').trim();
  return { device, info, description, software: info.isFallbackAdapter };
}

/** What the backend's programs reckon with: as much as there is. */
const raised = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies (keyof GPUSupportedLimits)[];

function whyNoAdapter(): string {
  switch (process.platform) {
    case 'darwin':
      return 'Metal offers no GPU';
    case 'win32':
      return 'Direct3D 12 offers no GPU';
    default:
      return missingLibrary('libvulkan.so.1') ?? 'Vulkan offers no GPU: no driver of one is installed';
  }
}

/** The system's own loader says whether it finds a library: one that is there is only no addon of Node's. */
function missingLibrary(name: string): string | undefined {
  try {
    process.dlopen({ exports: {} }, name);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.includes('cannot open') || message.includes('No such file') ? message : undefined;
  }
}
