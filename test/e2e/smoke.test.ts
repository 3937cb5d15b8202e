import { workbenchTest } from './workbenchTest';

workbenchTest('opening the dojo shows its lessons in the tree', {}, async (workbench) => {
  await workbench.activity('Tensor Dojo').click();
  const chapter = workbench.row(/Lessons/, /Tensors/);
  await chapter.waitFor();
  await workbench.shot('tree');
});
