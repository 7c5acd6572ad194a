import { runService } from '@rollcall/service-kit';
import { LicensingModule } from './licensing.module.js';

await runService(LicensingModule);
