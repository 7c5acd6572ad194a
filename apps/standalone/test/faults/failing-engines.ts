import type { Engines, ServiceEngines } from '@rollcall/service-kit';
import { openEngines } from '@rollcall/service-kit';
import type { FailPoint } from './fail-point.js';

/** Ends this process at once, as a power cut would: no handler runs, nothing is flushed. */
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: SIGKILL cannot be handled');
};

/** The ordinary engines; once armed, the n-th call of the fail point's port ends the process. */
export function failingEngines(point: FailPoint | undefined) {
  let calls = 0;
  let armed = false;
  const counted =
    <Args extends readonly unknown[], Result>(port: FailPoint['port'], work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!armed || point?.port !== port || ++calls !== point.call) return work(...args);
      if (point.when === 'before') die();
      await work(...args);
      return die();
    };
  const open = (...args: Parameters<typeof openEngines>): Engines => {
    const engines = openEngines(...args);
    const { bus } = engines.shared;
    replace(bus, 'publish', counted('publish', bus.publish.bind(bus)));
    const forService = async (
      service: string,
      upcasters?: Parameters<Engines['forService']>[1],
    ): Promise<ServiceEngines> => {
      const own = await engines.forService(service, upcasters);
      const { store, readModels } = own;
      replace(store, 'append', counted('append', store.append.bind(store)));
      replace(readModels, 'save', counted('save', readModels.save.bind(readModels)));
      replace(readModels, 'putRows', counted('rows', readModels.putRows.bind(readModels)));
      return own;
    };
    return { shared: engines.shared, forService, close: () => engines.close() };
  };
  return { open, arm: () => void (armed = true) };
}

/** Adapters are objects whose methods are called on them: one of them is exchanged. */
function replace<T extends object, K extends keyof T>(port: T, method: K, by: T[K]): void {
  Object.defineProperty(port, method, { value: by });
}
