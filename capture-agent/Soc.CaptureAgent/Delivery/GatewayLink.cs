using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.CaptureAgent.Enrolment;
using Soc.CaptureAgent.Spool;
using Soc.SensorProtocol;

namespace Soc.CaptureAgent.Delivery;

/// <summary>
/// The connection to the gateway: batches go up in order, a few at a time, and leave the spool when they are durable there. When it breaks it is
/// made again, with pauses that grow, and begins with the oldest batch that was not answered.
/// </summary>
internal sealed partial class GatewayLink(
    string stateDirectory, DiskSpool spool, DeliveryState state, IGatewayWatcher watcher, TimeProvider time, ILogger<GatewayLink> logger) : BackgroundService
{
    /// <summary>Batches that may be on their way without an answer.</summary>
    private const int MaxOnTheWay = 8;

    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    /// <summary>To a clock that is far ahead every certificate looks old: between two there is at least this.</summary>
    private static readonly TimeSpan RenewalsApart = TimeSpan.FromHours(1);

    private readonly Backoff _backoff = new();
    private long? _renewedAt;
    private string? _distrust;
    private readonly Channel<FromSensor> _aside = Channel.CreateBounded<FromSensor>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Sends something between the batches.</summary>
    public void Send(ResetOutcome outcome) => _aside.Writer.TryWrite(new FromSensor { ResetOutcome = outcome });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var identity = SensorIdentity.Load(stateDirectory);
                await LiveAsync(identity, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, what is captured waits on disk and is sent later
            catch (Exception e)
#pragma warning restore CA1031
            {
                Say(e);
            }

            await Task.Delay(_backoff.Next(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LiveAsync(SensorIdentity identity, CancellationToken stopping)
    {
        _distrust = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var channel = GatewayChannel.Open(identity.Gateway, identity.Certificate, shown => (_distrust = SensorIdentity.WhyNotGateway(shown, identity.Authority, time.GetUtcNow())) is null);
        var client = new SensorGateway.SensorGatewayClient(channel);
        if (IsToRenew(identity))
        {
            await RenewAsync(client, identity, stopping).ConfigureAwait(false);
            _backoff.Reset();
            return;
        }

        using var call = client.Connect(cancellationToken: ending.Token);
        await call.RequestStream.WriteAsync(new FromSensor { Hello = watcher.Hello() }, ending.Token).ConfigureAwait(false);
        using var room = new SemaphoreSlim(MaxOnTheWay);
        var reading = ReadAsync(call, identity, room, ending.Token);
        var writing = WriteAsync(call, identity, room, ending.Token);
        var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    private bool IsToRenew(SensorIdentity identity) =>
        time.GetUtcNow() >= identity.RenewAt && (_renewedAt is not { } renewed || time.GetElapsedTime(renewed) >= RenewalsApart);

    private async Task RenewAsync(SensorGateway.SensorGatewayClient client, SensorIdentity identity, CancellationToken cancellationToken)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var reply = await client.RenewAsync(new RenewRequest { CertificateRequest = ByteString.CopyFrom(Enroller.Request(key)) }, deadline: GatewayChannel.Deadline(), cancellationToken: cancellationToken).ConfigureAwait(false);
        SensorIdentity.Save(stateDirectory, identity.With(key, reply.Certificate.ToByteArray(), identity.Authority.RawData));
        _renewedAt = time.GetTimestamp();
        LogRenewed();
    }

    private async Task WriteAsync(AsyncDuplexStreamingCall<FromSensor, ToSensor> call, SensorIdentity identity, SemaphoreSlim room, CancellationToken ending)
    {
        ulong sent = 0;
        long? beatAt = null;
        while (true)
        {
            // Not by the wall clock: set back, it would keep a living sensor silent.
            if (beatAt is not { } last || time.GetElapsedTime(last) >= HeartbeatEvery)
            {
                beatAt = time.GetTimestamp();
                await call.RequestStream.WriteAsync(new FromSensor { Heartbeat = watcher.Heartbeat() }, ending).ConfigureAwait(false);
                if (IsToRenew(identity))
                {
                    return;
                }
            }

            while (_aside.Reader.TryRead(out var aside))
            {
                await call.RequestStream.WriteAsync(aside, ending).ConfigureAwait(false);
            }

            if (spool.After(sent) is not { } batch)
            {
                await spool.WaitAsync(TimeSpan.FromMilliseconds(200), ending).ConfigureAwait(false);
            }
            else if (await room.WaitAsync(TimeSpan.FromMilliseconds(200), ending).ConfigureAwait(false))
            {
                sent = batch.Number;
                await call.RequestStream.WriteAsync(
                    new FromSensor
                    {
                        Batch = new Batch
                        {
                            Epoch = UnsafeByteOperations.UnsafeWrap(spool.Epoch),
                            Number = batch.Number,
                            Events = batch.Events,
                            Packing = Packing.Gzip,
                            Data = UnsafeByteOperations.UnsafeWrap(batch.Data),
                            DroppedBefore = batch.DroppedBefore,
                        },
                    },
                    ending).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadAsync(AsyncDuplexStreamingCall<FromSensor, ToSensor> call, SensorIdentity identity, SemaphoreSlim room, CancellationToken ending)
    {
        while (await call.ResponseStream.MoveNext(ending).ConfigureAwait(false))
        {
            if (state.Problem is not null)
            {
                LogConnected(identity.Gateway);
            }

            (state.Problem, var said) = (null, call.ResponseStream.Current);
            _backoff.Reset();
            switch (said.WhatCase)
            {
                case ToSensor.WhatOneofCase.BatchAnswer when said.BatchAnswer.Outcome == Outcome.Retry:
                    // What comes behind it would overtake it: all begins again from there.
                    state.Retried();
                    state.Problem = $"The gateway takes nothing now: {said.BatchAnswer.Reason}";
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(said.BatchAnswer.RetryAfterMs, 100, 60_000)), time, ending).ConfigureAwait(false);
                    return;
                case ToSensor.WhatOneofCase.BatchAnswer:
                    Answered(said.BatchAnswer);
                    room.Release();
                    break;
                case ToSensor.WhatOneofCase.Configuration:
                    watcher.Configured(identity, said.Configuration);
                    break;
                case ToSensor.WhatOneofCase.Command:
                    watcher.Commanded(identity, said.Command);
                    break;
            }
        }
    }

    private void Answered(BatchAnswer answer)
    {
        spool.Acknowledge(answer.Number);
        if (answer.Outcome == Outcome.Durable)
        {
            state.Delivered();
        }
        else
        {
            state.Refused();
            LogRefused(answer.Number, answer.Reason);
        }
    }

    private void Say(Exception e)
    {
        var problem = _distrust is { } distrust ? distrust
            : e is RpcException rpc
            ? rpc.StatusCode == StatusCode.Unavailable ? $"the gateway does not answer ({rpc.Status.Detail.TrimEnd('.')})" : $"the gateway refused: {rpc.Status.Detail}"
            : e.Message;
        if (!string.Equals(problem, state.Problem, StringComparison.Ordinal))
        {
            LogTrouble(problem);
        }

        state.Problem = problem;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Gateway}: what waited is on its way")]
    private partial void LogConnected(Uri gateway);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is delivered, and what is captured waits on disk: {Problem}")]
    private partial void LogTrouble(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway cannot read batch {Number}, and it is given up: {Reason}")]
    private partial void LogRefused(ulong number, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "This sensor has its next certificate")]
    private partial void LogRenewed();
}
