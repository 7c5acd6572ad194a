import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEmail, IsIn, IsString, Length, ValidateIf } from 'class-validator';

type Options = Readonly<{ optional?: boolean; description?: string }>;

/** Longest id anywhere. */
const longestId = 200;

const described = ({ optional = false, description }: Options): { required: boolean; description?: string } => ({
  required: !optional,
  ...(description !== undefined && { description }),
});
/** Absent is fine where it is optional; null never is. */
const presence = ({ optional }: Options): readonly PropertyDecorator[] =>
  optional ? [ValidateIf((_, value) => value !== undefined)] : [];

/** A text of `min` (1) to `max` characters. */
export const Text = (
  options: Options & Readonly<{ max: number; min?: number; format?: string }>,
): PropertyDecorator => {
  const { min = 1, max, format } = options;
  const schema = { ...described(options), minLength: min, maxLength: max, ...(format !== undefined && { format }) };
  return applyDecorators(ApiProperty(schema), ...presence(options), IsString(), Length(min, max));
};

/** An email address. */
export const Email = (options: Options = {}): PropertyDecorator =>
  applyDecorators(Text({ ...options, max: 254, format: 'email' }), IsEmail({ allow_utf8_local_part: true }));

/** The id of something. */
export const IdField = (options: Options = {}): PropertyDecorator => Text({ ...options, max: longestId });

/** Ids of several things. */
export const IdsField = (options: Options & Readonly<{ max?: number }> = {}): PropertyDecorator => {
  const { max = 1000 } = options;
  const schema = {
    ...described(options),
    type: 'array',
    items: { type: 'string' },
    maxItems: max,
    uniqueItems: true,
  } as const;
  const each = { each: true };
  return applyDecorators(
    ApiProperty(schema),
    ...presence(options),
    IsArray(),
    ArrayMaxSize(max),
    IsString(each),
    Length(1, longestId, each),
  );
};

/** One of some words. */
export const OneOf = (
  words: readonly string[],
  options: Options & Readonly<{ default?: string }> = {},
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...described(options),
      type: 'string',
      enum: [...words],
      ...(options.default !== undefined && { default: options.default }),
    }),
    ...presence(options),
    IsIn(words),
  );

/** Yes or no. */
export const YesNo = (options: Options = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ ...described(options), type: 'boolean' }), ...presence(options), IsBoolean());

/** Yes or no in a query: `true` or `false`. */
export const YesNoFilter = (description?: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'boolean', required: false, ...(description !== undefined && { description }) }),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))),
    ValidateIf((_, value) => value !== undefined),
    IsBoolean(),
  );

/** One or several values of a filter in a query, repeated: `status=active&status=disabled`. */
export const AnyOf = (
  options: Readonly<{ words?: readonly string[]; description?: string }> = {},
): PropertyDecorator => {
  const { words, description } = options;
  const each = { each: true };
  return applyDecorators(
    ApiProperty({
      required: false,
      isArray: true,
      type: String,
      ...(words && { enum: [...words] }),
      ...(description !== undefined && { description }),
    }),
    Transform(({ value }) => (value === undefined || Array.isArray(value) ? (value as unknown) : [value])),
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(50),
    ...(words ? [IsIn(words, each)] : [IsString(each), Length(1, longestId, each)]),
  );
};
