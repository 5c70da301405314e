export { PERMISSION_SET } from './define-package/integration-rights.js';
export { packageFields } from './define-package/package-fields.js';
export { runCommand, type Surroundings } from './run-command/run-command.js';
export { sourceFiles } from './write-source/source-files.js';
