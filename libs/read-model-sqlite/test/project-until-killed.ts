// Projects cards into a file and kills itself before one of its SQL statements. Arguments: the file, the seed of the
// events, how many there are, and the number of the statement.
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { cardEvents, projectCards } from './crash-projection.js';

const [file = '', seed, count, fatal] = process.argv.slice(2);
let statements = 0;

/** Counts a statement before it is executed. */
function countStatement(): void {
  statements += 1;
  if (statements === Number(fatal)) process.kill(process.pid, 'SIGKILL');
}

const { run } = StatementSync.prototype;
StatementSync.prototype.run = function (this: StatementSync, ...values: Parameters<typeof run>) {
  countStatement();
  return run.apply(this, values);
} as typeof run;
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  countStatement();
  exec.call(this, sql);
};

await projectCards(file, cardEvents(Number(seed), Number(count)));
