import { bytesOf, useFetchedFile, type FetchedFile } from './use-fetched-file';

/** Fetches a file as who is signed in, and hands it over. */
export const useDownload = (address: string, fileName: string): FetchedFile =>
  useFetchedFile(fileName, async () => bytesOf(await fetch(address)), 'Please try again.');
