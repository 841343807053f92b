using Soc.EventLog;
using Soc.GrainInterfaces.Storage;
using Soc.Silo.Clustering;
using Soc.Storage;
using ClusterOptions = Soc.Silo.Clustering.ClusterOptions;

namespace Soc.Silo.Hosting;

/// <summary>Runs a program of ours. One that cannot start because of its settings or its surroundings says the sentence that tells what to do, and no stack.</summary>
public static class StartFailure
{
    private const int NotStarted = 1;

    /// <summary>Runs until the end.</summary>
    /// <param name="build">Makes the program; what is wrong with its settings is thrown here.</param>
    /// <returns>The exit code: 0 after an orderly stop, 1 when it could not start, for a reason that was said.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(errors);
        WebApplication app;
        try
        {
            app = build();
        }
        catch (InvalidOperationException e)
        {
            return await SayAsync(e.Message, errors);
        }

        await using (app)
        {
            try
            {
                // What others have to be there for, before anything runs that would have to be stopped again.
                _ = app.Services.GetRequiredService<IEventLogWriter>();
                _ = app.Services.GetRequiredService<IDeadLetterLog>();
                _ = app.Services.GetRequiredService<IEntityStore>();
                _ = app.Services.GetRequiredService<IIncidentStore>();
                await ClusterMembership.CheckAsync(app.Services.GetRequiredService<ClusterOptions>());
            }
            catch (Exception e) when (e is InvalidOperationException or StoreUnavailableException or EventLogUnavailableException or IOException or UnauthorizedAccessException)
            {
                return await SayAsync(e.Message, errors);
            }

            try
            {
                await app.RunAsync();
                return 0;
            }
            catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                return await SayAsync($"{e.Message} Stop what uses the port, or set another one.", errors);
            }
        }
    }

    private static async Task<int> SayAsync(string reason, TextWriter errors)
    {
        await errors.WriteLineAsync($"Not started: {reason}");
        return NotStarted;
    }
}
