export { AdminGatewayModule } from './admin-gateway.module.js';
