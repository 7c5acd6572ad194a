// breaks dependency-cruiser pure-files-import-no-framework
import { Injectable } from '@nestjs/common';

/** A decider that needs a framework. */
@Injectable()
export class AccountDecider {}
