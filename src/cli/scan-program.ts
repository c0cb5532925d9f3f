/** `keysweep scan` in one file with all that an ordinary scan needs; the program itself is `main.ts`. */
import './main.ts';

export { rehearse } from '../scan/rehearse.ts';
