using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Storage;
using Soc.Model;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>What capture agents call. Who they are is in their certificate, and never in what they say.</summary>
internal sealed partial class SensorService(
    SensorAuthority authority,
    SensorDirectory sensors,
    SensorConnections connections,
    SensorBatches batches,
    SensorConfigurations configurations,
    CredentialDirectory credentials,
    SensorOptions options,
    TimeProvider time,
    ILogger<SensorService> logger) : SensorGateway.SensorGatewayBase
{
    private const int MaxRequestBytes = 16 * 1024;

    // What another gateway wrote is known here a second later.
    private static readonly TimeSpan CopiesAge = TimeSpan.FromMilliseconds(1_500);

    public override Task<AuthorityReply> Authority(AuthorityRequest request, ServerCallContext context) =>
        Task.FromResult(new AuthorityReply { Authority = ByteString.CopyFrom(authority.Certificate) });

    public override async Task<EnrolReply> Enrol(EnrolRequest request, ServerCallContext context)
    {
        var result = credentials.Authenticate(CredentialKinds.Enrolment, request.Token);
        if (result.Status == AuthenticationStatus.Unknown)
        {
            await Task.Delay(CopiesAge, time, context.CancellationToken);
            result = credentials.Authenticate(CredentialKinds.Enrolment, request.Token);
        }

        if (result is not { Status: AuthenticationStatus.Ok, Credential: { } token })
        {
            throw Refused(StatusCode.PermissionDenied, result.Status switch
            {
                AuthenticationStatus.Disabled => "the token was used, or revoked: ask for another one",
                AuthenticationStatus.Expired => "the token's time is over: ask for another one",
                _ => "the token is not known",
            });
        }

        var sensorId = Secrets.NewId();
        var certificate = Signed(request.CertificateRequest, sensorId);

        // Used up before it is answered, in the store that all gateways share: a second one with it gets nothing.
        if (!await credentials.DisableAsync(token.Id, context.CancellationToken))
        {
            throw Refused(StatusCode.PermissionDenied, "the token was used a moment ago: ask for another one");
        }

        await credentials.RegisterSensorAsync(sensorId, token.Client, Clip.To(request.Name, SensorStatuses.MaxNameChars), context.CancellationToken);
        LogEnrolled(sensorId, token.Client);
        return new EnrolReply { SensorId = sensorId, Client = token.Client, Certificate = ByteString.CopyFrom(certificate), Authority = ByteString.CopyFrom(authority.Certificate) };
    }

    public override Task<EnrolReply> Renew(RenewRequest request, ServerCallContext context)
    {
        var token = Caller(context);
        return Task.FromResult(new EnrolReply
        {
            SensorId = token.Id,
            Client = token.Client,
            Certificate = ByteString.CopyFrom(Signed(request.CertificateRequest, token.Id)),
            Authority = ByteString.CopyFrom(authority.Certificate),
        });
    }

    public override async Task Connect(IAsyncStreamReader<FromSensor> requestStream, IServerStreamWriter<ToSensor> responseStream, ServerCallContext context)
    {
        var token = Caller(context);
        var grain = sensors.GrainOf(token);
        using var connection = connections.Begin(token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, connection.Replaced);
        var writing = WriteAsync(connection.Down, responseStream, ending.Token);
        var reporting = connections.ReportAsync(connection, grain, ending.Token);
        try
        {
            await ReadAsync(token, connection, requestStream, ending.Token);
        }
        catch (OperationCanceledException) when (connection.Replaced.IsCancellationRequested)
        {
            throw Refused(StatusCode.Aborted, "another connection of this sensor took its place");
        }
        finally
        {
            connections.End(connection);
            connection.Down.Writer.TryComplete();
            await ending.CancelAsync();
            await Task.WhenAll(writing, reporting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await connections.SayGoodbyeAsync(connection, grain);
        }
    }

    private static async Task WriteAsync(Channel<ToSensor> down, IServerStreamWriter<ToSensor> responses, CancellationToken ending)
    {
        await foreach (var message in down.Reader.ReadAllAsync(ending))
        {
            await responses.WriteAsync(message, ending);
        }
    }

    private static RpcException Refused(StatusCode code, string why) => new(new Status(code, why));

    private async Task ReadAsync(StoredToken token, SensorConnection connection, IAsyncStreamReader<FromSensor> requests, CancellationToken ending)
    {
        var last = new LastBatch();
        if (await batches.LastAsync(token.Id, ending) is { } known)
        {
            (last.Epoch, last.Number) = known;
        }

        while (await MoveNextAsync(requests, ending))
        {
            if (sensors.Find(token.Id) is null)
            {
                throw Refused(StatusCode.PermissionDenied, "this sensor was revoked: enrol it anew");
            }

            switch (requests.Current.WhatCase)
            {
                case FromSensor.WhatOneofCase.Hello:
                    connection.Status = SensorStatuses.After(connection.Status, requests.Current.Hello);
                    Heard(connection);
                    break;
                case FromSensor.WhatOneofCase.Heartbeat:
                    connection.Status = SensorStatuses.After(connection.Status, requests.Current.Heartbeat, time.GetUtcNow().ToUnixTimeMilliseconds());
                    Heard(connection);
                    break;
                case FromSensor.WhatOneofCase.ResetOutcome:
                    connection.Take(SensorStatuses.Of(requests.Current.ResetOutcome));
                    break;
                case FromSensor.WhatOneofCase.Batch:
                    var answer = await batches.TakeAsync(token.Id, token.Client, requests.Current.Batch, last, ending);
                    await connection.Down.Writer.WriteAsync(new ToSensor { BatchAnswer = answer }, ending);
                    break;
            }
        }
    }

    // The end of a call that we end ourselves comes in several forms.
    private static async Task<bool> MoveNextAsync(IAsyncStreamReader<FromSensor> requests, CancellationToken ending)
    {
        try
        {
            return await requests.MoveNext(ending);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            throw new OperationCanceledException(ending);
        }
    }

    /// <summary>Whatever gateway it was set at: a configuration that the sensor does not have goes down once a connection.</summary>
    private void Heard(SensorConnection connection)
    {
        var has = Math.Max(connection.Status.ConfigurationVersion, connection.ConfigurationSent);
        if (configurations.NewerThan(connection.Sensor, has) is { } newer && connection.Down.Writer.TryWrite(newer))
        {
            connection.ConfigurationSent = newer.Configuration.Version;
        }

        connection.Report();
    }

    private StoredToken Caller(ServerCallContext context)
    {
        if (authority.SensorOf(context.GetHttpContext().Connection.ClientCertificate) is not { } id)
        {
            throw Refused(StatusCode.Unauthenticated, "there is no valid sensor certificate: enrol this sensor, or enrol it anew when it was away for longer than its certificate lasts");
        }

        return sensors.Find(id) ?? throw (sensors.IsRevoked(id)
            ? Refused(StatusCode.PermissionDenied, "this sensor was revoked: enrol it anew")
            : Refused(StatusCode.Unavailable, "this gateway does not know the sensor yet, as one that enrolled at another gateway a moment ago; where that lasts, enrol it anew"));
    }

    private byte[] Signed(ByteString request, string sensorId)
    {
        if (request.Length is 0 or > MaxRequestBytes)
        {
            throw Refused(StatusCode.InvalidArgument, "there is no request for a certificate (PKCS #10)");
        }

        try
        {
            return authority.Sign(request.ToByteArray(), sensorId, TimeSpan.FromHours(options.CertificateHours));
        }
        catch (CryptographicException e)
        {
            throw Refused(StatusCode.InvalidArgument, $"the request for a certificate cannot be read: {e.Message}");
        }
    }

    [LoggerMessage(EventId = 2402, Level = LogLevel.Information, Message = "Sensor {Sensor} of client {Client} enrolled")]
    private partial void LogEnrolled(string sensor, string client);
}
