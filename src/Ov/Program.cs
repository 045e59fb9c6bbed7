using Ov.Cli;
using Ov.Core.Watching;

return CommandLineCall.Run(Streams.OfThisProcess(), args, OverdueTick.After);
