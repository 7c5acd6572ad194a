import { runService } from '@rollcall/service-kit';
import { AdminGatewayModule } from './admin-gateway.module.js';

await runService(AdminGatewayModule);
