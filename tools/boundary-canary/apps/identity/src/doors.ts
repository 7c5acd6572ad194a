// breaks eslint rollcall/file-name
import { Controller } from '@nestjs/common';

/** A controller nobody finds by its file's name. */
@Controller()
export class Doors {}
