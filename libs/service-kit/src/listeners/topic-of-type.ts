import { contracts } from '@rollcall/contracts';

/**
 * The topic a contract event is published to: `rollcall.<service>.v1` of `rollcall.<service>.<thing>-<happened>.v<N>`.
 * @throws Error for anything that is no contract event's type.
 */
export function topicOfType(type: string): string {
  const [, service] = /^rollcall\.([a-z-]+)\.[a-z-]+\.v\d+$/.exec(type) ?? [];
  if (!service) throw new Error(`"${type}" is no contract event's type`);
  return `rollcall.${service}.v1`;
}

/** Every topic that contract events are published to, by name. */
export const contractTopics = (): readonly string[] => [...new Set([...contracts.keys()].map(topicOfType))].sort();
