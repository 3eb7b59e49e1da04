/** Tests of the documents: links, commands, names and settings in README, {@code docs/} and the other pages. */
package dev.atlasgateway.documents;
