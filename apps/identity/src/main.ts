import 'reflect-metadata';
import { runService } from '@rollcall/service-kit';
import { IdentityModule } from './identity.module.js';

await runService(IdentityModule);
