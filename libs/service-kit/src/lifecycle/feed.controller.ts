import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Feed, type FeedState } from './feed.js';

/** Tells other services how far behind this one's publications are; of every service that has a relay. */
@ApiExcludeController()
@Controller('internal/v1/feed')
export class FeedController {
  constructor(@Inject(Feed) private readonly feed: Feed) {}

  @Get()
  state(): Promise<FeedState> {
    return this.feed.state();
  }
}
