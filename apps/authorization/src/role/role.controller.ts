import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import type { RoleFacet } from '@rollcall/contracts';
import type { CommandContext, CommandHandler, Cryptography, EventStore } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  RequiresVersion,
  versioned,
} from '@rollcall/service-kit';
import { changeDefaultRole, askRole, createRole, editRole } from './role.decisions.js';
import { ChangePermissionsDto, CreateRoleDto, DefaultRoleDto, EditRoleDto } from './role.dto.js';
import { roleStream } from './role.events.js';
import { accessOf, roleOnSite } from './roles-of-site.js';

/** Roles of a site, for the gateway, which has decided who may ask. */
@Controller('internal/v1/sites/:site')
export class RoleController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  /** Every role of the site by name, permissions included, disabled ones too; each with its version. */
  @Get('roles')
  async list(@Param('site') site: string): Promise<{ roles: readonly (RoleFacet & { version: string })[] }> {
    const { names } = await accessOf(this.store, site);
    const facets = await Promise.all(Object.keys(names).map((roleId) => roleOnSite(this.store, site, roleId)));
    const roles = facets.flatMap(({ version, state }) => (state ? { ...state, version: String(version) } : []));
    return { roles: roles.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  @Get('roles/:role')
  async read(@Param('site') site: string, @Param('role') role: string): Promise<Answer> {
    const { version, state } = await roleOnSite(this.store, site, role);
    return versioned(version, state);
  }

  /** The role's id follows from the command's, so that asking again meets the same stream. */
  @Post('roles')
  async create(
    @Param('site') siteId: string,
    @Body() role: CreateRoleDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const roleId = this.cryptography.uuid5('role', context.commandId);
    const outcome = await this.handle(createRole({ ...role, siteId, roleId }), context);
    return answer(outcome, { etagOf: roleStream(roleId), status: 201, body: { roleId } });
  }

  @RequiresVersion()
  @Patch('roles/:role')
  async edit(
    @Param('site') site: string,
    @Param('role') role: string,
    @Body() edit: EditRoleDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(editRole(site, role, edit), context), { etagOf: roleStream(role) });
  }

  @RequiresVersion()
  @Patch('roles/:role/permissions')
  async changePermissions(
    @Param('site') site: string,
    @Param('role') role: string,
    @Body() { changes }: ChangePermissionsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const command = askRole(site, role, { type: 'ChangePermissions', data: { changes } });
    return answer(await this.handle(command, context), { etagOf: roleStream(role) });
  }

  @Post('roles/:role/enable')
  @HttpCode(204)
  async enable(
    @Param('site') site: string,
    @Param('role') role: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(askRole(site, role, { type: 'EnableRole', data: {} }), context));
  }

  @Post('roles/:role/disable')
  @HttpCode(204)
  async disable(
    @Param('site') site: string,
    @Param('role') role: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(askRole(site, role, { type: 'DisableRole', data: {} }), context));
  }

  /** Which role newcomers get is on each role: `isDefault`. */
  @Put('default-role')
  async changeDefault(
    @Param('site') site: string,
    @Body() { roleId }: DefaultRoleDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(changeDefaultRole(site, roleId), context));
  }
}
