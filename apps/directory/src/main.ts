import 'reflect-metadata';
import { runService } from '@rollcall/service-kit';
import { DirectoryModule } from './directory.module.js';

await runService(DirectoryModule);
