import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MAILBOX, type Mailbox } from '@rollcall/service-kit';
import { Needed } from '../http/needs.decorator.js';
import { Responds } from '../http/responds.decorator.js';
import { notFound } from '../http/upstream.js';
import { MailboxDto, MailDto } from './mailbox.dto.js';

/** The mailbox on disk, where mails stay instead of going out (embedded set). */
@ApiTags('Mailbox')
@Controller('api/v1/mailbox/messages')
export class MailboxController {
  constructor(@Inject(MAILBOX) private readonly mailbox: Mailbox | undefined) {}

  @Get()
  @Needed('operator')
  @Responds(200, MailboxDto)
  async list(): Promise<MailboxDto> {
    if (!this.mailbox) throw notFound();
    const mails = await this.mailbox.list();
    return { items: mails.map((mail) => ({ ...mail, sentAt: mail.sentAt.toISOString() })) };
  }

  @Get(':message')
  @Needed('operator')
  @Responds(200, MailDto)
  async read(@Param('message') id: string): Promise<MailDto> {
    const mail = await this.mailbox?.read(id);
    if (!mail) throw notFound();
    const { to, subject, sentAt, text, html } = mail;
    return { id, to, subject, sentAt: sentAt.toISOString(), text, html };
  }
}
