/** `keysweep scan` and the hooks of commit messages and pushes, in one file with all that they need; the program itself is `main.ts`. */
import './main.ts';

export { rehearse } from '../scan/rehearse.ts';
