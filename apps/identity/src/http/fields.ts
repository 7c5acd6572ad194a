import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { idPattern } from '@rollcall/event-sourcing';
import { IsEmail, IsOptional, IsString, Length, Matches } from 'class-validator';

/** A text of `min` to `max` characters. */
export const Text = (max: number, min = 1): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: String, minLength: min, maxLength: max }), IsString(), Length(min, max));
/** A name of a person; the last one may be empty. */
export const Name = (min: 0 | 1): PropertyDecorator => Text(100, min);
/** A password as it is typed: the rules for new ones are checked later, and named. */
export const Password = (): PropertyDecorator => Text(4096, 0);
/** A password that may be absent. */
export const OptionalPassword = (): PropertyDecorator => applyDecorators(IsOptional(), Password());
/** An email address. */
export const Email = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'email', maxLength: 254 }),
    Length(3, 254),
    IsEmail({ allow_utf8_local_part: true }),
  );
/** The id of something. */
export const IdField = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: String }), IsString(), Matches(idPattern));
