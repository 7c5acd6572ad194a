/** The environment, with the data folder that `--data-dir` names instead of its own. */
export const inFolder = (folder: string | undefined): Readonly<Record<string, string | undefined>> =>
  folder === undefined ? process.env : { ...process.env, ROLLCALL_DATA_DIR: folder };
