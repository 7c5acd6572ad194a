/**
 * The environment, with the data folder that `--data-dir` names instead of its own, and no log below an error: what a command
 * prints is read by programs.
 */
export const commandEnvironment = (folder: string | undefined): Readonly<Record<string, string | undefined>> => ({
  ...process.env,
  ...(folder === undefined ? {} : { ROLLCALL_DATA_DIR: folder }),
  ROLLCALL_LOG_LEVEL: 'error',
});
