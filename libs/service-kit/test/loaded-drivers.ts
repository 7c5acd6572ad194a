// Opens the embedded engines and prints which files of the production set's drivers that has loaded.
import { registerHooks } from 'node:module';

const drivers = /node_modules\/(mongoose|mongodb|kafkajs|@kurrent\/[^/]+|@grpc\/[^/]+)\//;
const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    const [, driver] = drivers.exec(url) ?? [];
    if (driver) loaded.add(driver);
    return next(url, context);
  },
});

const { loadConfiguration, openEngines } = await import('../src/index.js');
const engines = await openEngines(loadConfiguration({ ROLLCALL_DATA_DIR: process.argv[2] }, {}));
const service = await engines.forService('testing');
await service.close();
await engines.close();
process.stdout.write(`${JSON.stringify([...loaded])}\n`);
