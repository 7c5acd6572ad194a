let silenced = false;

/**
 * kafkajs asks for timeouts that lie in the past; Node makes them 1 ms and warns, every time, by the name
 * TimeoutNegativeWarning. Only warnings of this name are dropped.
 */
export function silenceNegativeTimeouts(): void {
  if (silenced) return;
  silenced = true;
  const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...[warning, type, ...more]: unknown[]) => {
    if (type !== 'TimeoutNegativeWarning') emitWarning(warning, type, ...more);
  };
}
