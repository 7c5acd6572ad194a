import { Inject } from '@nestjs/common';
import type { Target } from '@rollcall/event-sourcing';

/** The injection token of a declared read model. */
export const readModelToken = ({ name }: Pick<Target, 'name'>): string => `READ_MODEL:${name}`;

/** Injects the `ReadModel` of a declaration that the service lists under `projections` or `compositions`. */
export const InjectReadModel = (declaration: Pick<Target, 'name'>): ParameterDecorator & PropertyDecorator =>
  Inject(readModelToken(declaration));
