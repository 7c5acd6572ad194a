import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { declarationOf, Service } from '@rollcall/service-kit';
import { AdminGatewayModule } from '../src/index.js';
import { GatewayWorld } from './gateway-world.js';
import { tellStudio, tokenOf } from './studio.js';

/** A route whose author forgot to say what it needs. */
@Controller('api/v1/forgotten')
class ForgottenController {
  @Get()
  secret(): object {
    return { secret: true };
  }
}
const declaration = declarationOf(AdminGatewayModule);
@Service({ ...declaration, controllers: [ForgottenController, ...(declaration.controllers ?? [])] })
class ForgetfulModule {}

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start({}, ForgetfulModule);
  await tellStudio(world);
});
afterAll(() => world.stop());

test('a route that says nothing of what it needs is closed, to Admins too', async () => {
  expect((await world.ask('/api/v1/forgotten')).status).toBe(404);
  expect((await world.ask('/api/v1/forgotten', { as: tokenOf('ada') })).status).toBe(404);
});

test.each(['/health/live', '/health/ready', '/metrics', '/api/openapi.json', '/api/docs'])(
  '%s is for whoever runs the installation, and needs nothing',
  async (path) => {
    expect((await world.ask(path)).status).toBe(200);
  },
);
