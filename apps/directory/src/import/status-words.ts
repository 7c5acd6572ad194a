import { canonical } from '@rollcall/event-sourcing';

const words: Readonly<Record<string, 'active' | 'disabled'>> = {
  active: 'active',
  act: 'active',
  true: 'active',
  yes: 'active',
  '1': 'active',
  disabled: 'disabled',
  inactive: 'disabled',
  dis: 'disabled',
  false: 'disabled',
  no: 'disabled',
  '0': 'disabled',
};

/** Reads a status cell in any of the usual words, whatever their case; empty is `active`, as in the form. */
export function readStatus(text: string): 'active' | 'disabled' | undefined {
  const word = canonical(text);
  if (word === '') return 'active';
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
