import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';

/** Where a room is. */
export class PlaceDto {
  @IsString()
  @Length(1, 50)
  floor!: string;
}

/** A room to be opened. */
export class OpenRoomDto {
  @IsString()
  @Length(1, 100)
  name!: string;

  @IsInt()
  @Min(1)
  @Max(1000)
  seats!: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => PlaceDto)
  place?: PlaceDto;
}

/** A new name for a room. */
export class RenameRoomDto {
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** A guest who arrives and sits down. */
export class SeatGuestDto {
  @IsString()
  @Length(1, 100)
  name!: string;
}
