import { describeEngine } from '../../../tools/engines/engine.js';
import { startProductionServers } from '../../../tools/engines/production-servers.js';
import { runProcesses } from './harness/run-processes.js';
import { storySuite } from './story.suite.js';

await describeEngine('the production set', startProductionServers, ({ environment }) => {
  storySuite((seats) => runProcesses(environment, seats), 300_000);
});
