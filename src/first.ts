// First: it takes the name of the page's one Trusted Types policy.
import './queries/workerPolicy.ts';
import { askEarly } from './queries/askEarly.ts';

askEarly();
