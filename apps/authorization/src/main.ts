import { runService } from '@rollcall/service-kit';
import { AuthorizationModule } from './authorization.module.js';

await runService(AuthorizationModule);
