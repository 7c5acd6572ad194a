export {
  type ExitCode,
  runSyncDiagnostics,
  type SyncDiagnosticsOptions,
  type SyncDiagnosticsSurroundings,
} from './run-sync-diagnostics.js';
