// Takes a folder at a word, says what came of it, and keeps it until it is killed; run as a child by a test.
import { lockFolder } from '../src/lifecycle/lock-folder.js';

process.stdin.once('data', () => {
  try {
    lockFolder(process.argv[2]!);
    process.stdout.write('taken\n');
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
  }
});
process.stdout.write('ready\n');
