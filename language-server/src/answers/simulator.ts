/** What previews need of the runtime, and no more: the package's charts also draw, with libraries that an editor does not need here. */
export {
  describeBalancing,
  describeCache,
  describeSimulation,
  renderCsv,
  renderTableCsv,
} from '@tsk/runtime/charts';
export {
  type CacheRequest,
  listBalancers,
  listEvictionPolicies,
  listPlaces,
  loadShapes,
  type PreviewRequest as SimulationRequest,
  type PreviewResult,
  previewBalancing,
  previewCache,
  runPreview,
  type SettingPlace,
} from '@tsk/runtime/simulate';
