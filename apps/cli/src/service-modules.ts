import type { Type } from '@nestjs/common';
import { AdminGatewayModule } from '@rollcall/admin-gateway';
import { AuthorizationModule } from '@rollcall/authorization';
import { DirectoryModule } from '@rollcall/directory';
import { IdentityModule } from '@rollcall/identity';
import { LicensingModule } from '@rollcall/licensing';
import { declarationOf, type ServiceDeclaration } from '@rollcall/service-kit';

const owners: readonly Type[] = [DirectoryModule, IdentityModule, AuthorizationModule, LicensingModule];

/** The services that own facts, each with a log of its own. */
export const owningServices = (): readonly ServiceDeclaration[] => owners.map(declarationOf);
/** Every service, the gateway among them. */
export const everyService = (): readonly ServiceDeclaration[] => [...owners, AdminGatewayModule].map(declarationOf);
