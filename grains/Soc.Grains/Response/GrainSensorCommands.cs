using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Response;
using Soc.Response.Connectors.CaptureAgent;

namespace Soc.Grains.Response;

/// <inheritdoc cref="ISensorCommands"/>
public sealed class GrainSensorCommands(IGrainFactory grains, ITokenStore tokens) : ISensorCommands
{
    // As gateways write it of a sensor's credential.
    private const string SensorKind = "sensor";

    // Whether it is missed is the gateways' to say: here it is only asked where it is.
    private static readonly SensorPatience Endless = new(long.MaxValue, long.MaxValue);

    public async ValueTask<IReadOnlyList<SensorAtHand>> SensorsOfAsync(string client, CancellationToken cancellationToken)
    {
        var all = await tokens.ReadAllAsync(cancellationToken);
        var own = all.Where(t => !t.Disabled && string.Equals(t.Kind, SensorKind, StringComparison.Ordinal) && string.Equals(t.Client, client, StringComparison.OrdinalIgnoreCase));
        return await Task.WhenAll(own.Select(async token =>
        {
            var view = await Of(token.Client, token.Id).ViewAsync(Endless, cancellationToken);
            return new SensorAtHand(token.Id, token.Name.Length > 0 ? token.Name : token.Id, view.Gateway is not null, view.Status.ResetsEnabled, view.Status.ClockSkewMs);
        }));
    }

    public async ValueTask<SensorHandOver> SendAsync(string client, string sensor, SensorCommand command, CancellationToken cancellationToken) =>
        await Of(client, sensor).CommandAsync(command, cancellationToken) switch
        {
            SensorSending.Sent => SensorHandOver.Sent,
            SensorSending.Busy => SensorHandOver.Busy,
            SensorSending.Unknown => SensorHandOver.Unknown,
            _ => SensorHandOver.NotConnected,
        };

    public async ValueTask<IReadOnlyList<SensorWord>?> WordsAsync(string client, string sensor, string command, CancellationToken cancellationToken) =>
        await Of(client, sensor).OutcomesAsync(command, cancellationToken) is { } outcomes ? [.. outcomes.Select(o => new SensorWord(o.Outcome, o.Reason, o.Connections))] : null;

    private ISensorGrain Of(string client, string sensor) => grains.GetGrain<ISensorGrain>(new SensorKey(client, sensor).ToString());
}
