// Writes through every embedded engine until it says that it cannot, under a limit on the size of files set by whoever
// starts this. Prints what each engine acknowledged and what it failed with. Argument: the folder.
import { openWriters } from './every-engine.js';

const { writers } = await openWriters(process.argv[2]!);
for (const [engine, { write }] of Object.entries(writers)) {
  let acknowledged = 0;
  let failure = 'none';
  for (; acknowledged < 20_000 && failure === 'none'; acknowledged += 1) {
    await write(acknowledged).catch(
      (error: unknown) => (failure = error instanceof Error ? error.name : String(error)),
    );
  }
  console.log(JSON.stringify({ engine, acknowledged: acknowledged - 1, failure }));
}
// The stores are left as they are: as if the process had died on its full disk.
process.exit(0);
