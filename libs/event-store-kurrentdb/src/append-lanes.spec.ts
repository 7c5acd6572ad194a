import { describe, expect, test } from '@jest/globals';
import type { AppendTicket, StreamName } from '@rollcall/event-sourcing';
import { AppendLanes } from './append-lanes.js';

const writes = (stream: string) => ({ stream: stream as StreamName, events: [{}] });
const checks = (stream: string) => ({ stream: stream as StreamName, events: [] });

/** Lanes whose work is held until it is let go; tells what has begun. */
function heldLanes() {
  const lanes = new AppendLanes();
  const begun: string[] = [];
  const held = new Map<string, PromiseWithResolvers<void>>();
  const run = (name: string, touched: Parameters<AppendLanes['run']>[0], ticket?: AppendTicket): Promise<void> => {
    held.set(name, Promise.withResolvers());
    return lanes.run(touched, ticket, () => {
      begun.push(name);
      return held.get(name)!.promise;
    });
  };
  const letGo = async (name: string): Promise<readonly string[]> => {
    held.get(name)!.resolve();
    return settled();
  };
  /** What has begun once every promise that can go on has gone on. */
  const settled = async (): Promise<readonly string[]> => {
    await new Promise(setImmediate);
    return begun.splice(0);
  };
  return { run, letGo, settled, held };
}

describe('the order of appends', () => {
  test('KRN-05 a stream has one append under way, others go on beside it', async () => {
    const { run, letGo, settled } = heldLanes();
    void run('first', [writes('pool'), writes('a')]);
    void run('second', [writes('pool'), writes('b')]);
    void run('behind both', [writes('a'), writes('b')]);
    void run('apart', [writes('c')]);
    expect(await settled()).toEqual(['first', 'apart']);
    expect(await letGo('first')).toEqual(['second']);
    expect(await letGo('second')).toEqual(['behind both']);
  });

  test('KRN-05 a failed append lets those behind it go on', async () => {
    const { run, held, settled } = heldLanes();
    const failing = run('failing', [writes('pool')]);
    void run('next', [writes('pool')]);
    held.get('failing')!.reject(new Error('conflict'));
    await expect(failing).rejects.toThrow('conflict');
    expect(await settled()).toEqual(['failing', 'next']);
  });

  test('KRN-05 appends that only check a stream go side by side, between those that write to it', async () => {
    const { run, letGo, settled } = heldLanes();
    void run('before', [writes('site')]);
    void run('one', [checks('site'), writes('a')]);
    void run('two', [checks('site'), writes('b')]);
    void run('after', [writes('site')]);
    expect(await settled()).toEqual(['before']);
    expect(await letGo('before')).toEqual(['one', 'two']);
    expect(await letGo('one')).toEqual([]);
    expect(await letGo('two')).toEqual(['after']);
  });

  test('KRN-05 what was decided upon a ticket waits for it, on whatever stream', async () => {
    const { run, letGo, settled } = heldLanes();
    const ticket: AppendTicket = { after: [] };
    void run('first', [writes('a')], ticket);
    void run('dependent', [writes('b')], { after: [ticket] });
    expect(await settled()).toEqual(['first']);
    expect(await letGo('first')).toEqual(['dependent']);
  });
});
