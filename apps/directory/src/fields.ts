import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { idPattern } from '@rollcall/event-sourcing';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import {
  hasForbiddenCharacter,
  isEmail,
  isLogin,
  lengthOf,
  maxEmailLength,
  maxLoginLength,
  maxNameLength,
} from './import/person-rules.js';

type Options = Readonly<{ optional?: boolean; description?: string }>;

const described = ({ optional = false, description }: Options) => ({
  required: !optional,
  ...(description !== undefined && { description }),
});
/** Absent is fine where it is optional; null never is. */
const presence = ({ optional }: Options): readonly PropertyDecorator[] =>
  optional ? [ValidateIf((_, value) => value !== undefined)] : [];
const rule = (name: string, detail: string, holds: (text: string) => boolean): PropertyDecorator =>
  ValidateBy({
    name,
    validator: { validate: (value) => typeof value === 'string' && holds(value), defaultMessage: () => detail },
  });
/** As imports read cells: in NFC, without spaces around. */
const trimmed = Transform(({ value }) =>
  typeof value === 'string' ? value.normalize('NFC').trim() : (value as unknown),
);

/** A name of a person, by the rules of the importer (DIR-07); `empty` allows none, for a single name. */
export const PersonName = (options: Options & Readonly<{ empty?: boolean }> = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'string', maxLength: maxNameLength }),
    ...presence(options),
    trimmed,
    rule(
      'personName',
      `must be text of ${options.empty ? 0 : 1} to ${maxNameLength} visible characters`,
      (text) => (options.empty || text !== '') && lengthOf(text) <= maxNameLength && !hasForbiddenCharacter(text),
    ),
  );

/** A login (DIR-02). */
export const Login = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'string', maxLength: maxLoginLength }),
    ...presence(options),
    trimmed,
    rule(
      'login',
      `must be 1 to ${maxLoginLength} letters, digits and . _ - + @`,
      (text) => isLogin(text) && lengthOf(text) <= maxLoginLength,
    ),
  );

/** An email address (DIR-01). */
export const Email = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'string', format: 'email', maxLength: maxEmailLength }),
    ...presence(options),
    trimmed,
    rule('email', 'must be an email address', isEmail),
  );

/** A name of something of a site, 1 to 200 characters. */
export const Name = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'string', minLength: 1, maxLength: 200 }),
    ...presence(options),
    trimmed,
    rule(
      'name',
      'must be text of 1 to 200 visible characters',
      (text) => text !== '' && lengthOf(text) <= 200 && !hasForbiddenCharacter(text),
    ),
  );

/** An id, a key or a value of a setting. */
export const Word = (options: Options = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ ...described(options), type: 'string' }), ...presence(options), Matches(idPattern));

/** Text of other systems, 200 characters at most. */
export const ForeignText = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'string', maxLength: 200 }),
    ...presence(options),
    IsString(),
    MaxLength(200),
  );

/** Ids of things, 1,000 at most. */
export const Words = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'array', items: { type: 'string' }, maxItems: 1000 }),
    ...presence(options),
    IsArray(),
    ArrayMaxSize(1000),
    Matches(idPattern, { each: true }),
  );

/** Ids in a query, with commas between them; an empty text is none. */
export const WordsQuery = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ required: false, type: 'string', description }),
    Transform(({ value }) => (typeof value === 'string' ? value.split(',').filter(Boolean) : (value as unknown))),
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    Matches(idPattern, { each: true }),
  );

/** One of some words. */
export const OneOf = (words: readonly string[], options: Options = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...described(options), type: 'string', enum: [...words] }),
    ...presence(options),
    IsIn(words),
  );

/** Yes or no. */
export const YesNo = (options: Options = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ ...described(options), type: 'boolean' }), ...presence(options), IsBoolean());

/** Yes or no in a query: `true`, `false`, or the bare name for yes. */
export const YesNoQuery = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ required: false, type: 'boolean', description }),
    Transform(({ value }) =>
      value === '' || value === 'true' ? true : value === 'false' ? false : (value as unknown),
    ),
    ValidateIf((_, value) => value !== undefined),
    IsBoolean(),
  );
