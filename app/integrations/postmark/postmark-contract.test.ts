import { transportContract } from '../../../tests/contracts/email-transport';
import { inPostmarkTransport } from '../../../tests/factories/postmark-transport-bench';

transportContract(inPostmarkTransport);
