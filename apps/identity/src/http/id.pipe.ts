import { type PipeTransform } from '@nestjs/common';
import { reject } from '@rollcall/event-sourcing';
import { Refused } from '@rollcall/service-kit';

/** What the id of something here looks like; anything else can name nothing. */
export const idPattern = /^[\w.:-]{1,150}$/;

/** Lets an id of a path through; a text that cannot be one is `not-found`. */
export class IdPipe implements PipeTransform<string, string> {
  /** Called by Nest with the parameter. */
  transform(id: string): string {
    if (!idPattern.test(id)) throw new Refused(reject('not-found', 'There is no such thing here.'));
    return id;
  }
}
