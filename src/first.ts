import { askEarly } from './queries/askEarly.ts';

askEarly();
