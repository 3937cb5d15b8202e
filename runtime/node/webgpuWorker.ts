import { serve } from './webgpuThread';
import { GpuWork } from './webgpuWork';

void serve((dawnFile, fail) => GpuWork.open(dawnFile, fail));
