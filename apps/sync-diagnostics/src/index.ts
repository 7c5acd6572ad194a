export type { Credentials } from './public-api.js';
export {
  type ExitCode,
  runSyncDiagnostics,
  type SyncDiagnosticsOptions,
  type SyncDiagnosticsSurroundings,
} from './run-sync-diagnostics.js';
