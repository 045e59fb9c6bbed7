using Ov.Cli;
using Ov.Core.Watching;

var environment = Streams.OfThisProcess();
try
{
    return await CommandLineCall.RunAsync(environment, args, OverdueTick.After).ConfigureAwait(false);
}
finally
{
    try
    {
        environment.Out.Flush();
    }
    catch (IOException)
    {
        // The reader went away; there is nobody left to tell.
    }
}
