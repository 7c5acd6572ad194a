import { Inject, Injectable } from '@nestjs/common';
import { reject } from '@rollcall/event-sourcing';
import { PasswordHashing, Refused } from '@rollcall/service-kit';
import { brokenRules } from './password-rules.js';

/** Turns a password somebody chose into what is kept of it. */
@Injectable()
export class NewPasswords {
  constructor(@Inject(PasswordHashing) private readonly hashing: PasswordHashing) {}

  /**
   * Its hash. `words` are what everybody knows of its owner.
   * @throws Refused `password-refused`, `details.rules` naming the rules it breaks.
   */
  async hashOf(password: string, words: readonly string[]): Promise<string> {
    const rules = brokenRules(password, words);
    if (rules.length > 0) {
      throw new Refused(reject('password-refused', 'This password cannot be used; see the rules.', { rules }));
    }
    return this.hashing.hash(password);
  }
}
