using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Storage;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>What capture agents call. Who they are is in their certificate, and never in what they say.</summary>
internal sealed partial class SensorService(
    SensorAuthority authority,
    SensorDirectory sensors,
    SensorBatches batches,
    SensorConfigurations configurations,
    CredentialDirectory credentials,
    SensorOptions options,
    TimeProvider time,
    ILogger<SensorService> logger) : SensorGateway.SensorGatewayBase
{
    private const int MaxNameChars = 64;
    private const int MaxRequestBytes = 16 * 1024;
    private const int MaxFigures = 64;
    private const int MaxProblems = 32;
    private const int MaxProblemChars = 512;

    public override Task<AuthorityReply> Authority(AuthorityRequest request, ServerCallContext context) =>
        Task.FromResult(new AuthorityReply { Authority = ByteString.CopyFrom(authority.Certificate) });

    public override async Task<EnrolReply> Enrol(EnrolRequest request, ServerCallContext context)
    {
        var result = credentials.Authenticate(CredentialKinds.Enrolment, request.Token);
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

        // Used up before it is answered: a second one with it gets nothing.
        if (!await credentials.UseUpAsync(token.Id, context.CancellationToken))
        {
            throw Refused(StatusCode.PermissionDenied, "the token was used a moment ago: ask for another one");
        }

        var name = request.Name.Length > MaxNameChars ? request.Name[..MaxNameChars] : request.Name;
        await credentials.RegisterSensorAsync(sensorId, token.Client, SensorDirectory.NamePrefix + name, context.CancellationToken);
        LogEnrolled(sensorId, token.Client);
        return new EnrolReply { SensorId = sensorId, Client = token.Client, Certificate = ByteString.CopyFrom(certificate), Authority = ByteString.CopyFrom(authority.Certificate) };
    }

    public override Task<EnrolReply> Renew(RenewRequest request, ServerCallContext context)
    {
        var (token, _) = Caller(context);
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
        var (token, sensor) = Caller(context);
        var down = sensor.Connect();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var writing = WriteAsync(down, responseStream, ending.Token);
        try
        {
            await ReadAsync(token, sensor, down, requestStream, ending.Token);
        }
        finally
        {
            sensor.Disconnect(down);
            down.Writer.TryComplete();
            await ending.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    private async Task ReadAsync(StoredToken token, Sensor sensor, Channel<ToSensor> down, IAsyncStreamReader<FromSensor> requests, CancellationToken ending)
    {
        var last = new LastBatch();
        if (await batches.LastAsync(token.Id, ending) is { } known)
        {
            (last.Epoch, last.Number) = known;
        }

        while (await requests.MoveNext(ending))
        {
            // A later connection of the same sensor took over.
            if (!ReferenceEquals(sensor.Down, down))
            {
                throw Refused(StatusCode.Aborted, "another connection of this sensor took its place");
            }

            if (sensors.Find(token.Id) is null)
            {
                throw Refused(StatusCode.PermissionDenied, "this sensor was revoked: enrol it anew");
            }

            sensor.HeardMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            switch (requests.Current.WhatCase)
            {
                case FromSensor.WhatOneofCase.Hello:
                    Greet(sensor, requests.Current.Hello, down);
                    break;
                case FromSensor.WhatOneofCase.Heartbeat:
                    Note(sensor, requests.Current.Heartbeat);
                    break;
                case FromSensor.WhatOneofCase.ResetOutcome:
                    sensor.Take(requests.Current.ResetOutcome);
                    break;
                case FromSensor.WhatOneofCase.Batch:
                    var answer = await batches.TakeAsync(token.Id, token.Client, requests.Current.Batch, last, ending);
                    await down.Writer.WriteAsync(new ToSensor { BatchAnswer = answer }, ending);
                    break;
            }
        }
    }

    private void Greet(Sensor sensor, Hello hello, Channel<ToSensor> down)
    {
        sensor.Version = hello.Version.Length > MaxNameChars ? hello.Version[..MaxNameChars] : hello.Version;
        (sensor.ConfigurationVersion, sensor.ResetsEnabled) = (hello.ConfigurationVersion, hello.ResetsEnabled);
        if (configurations.NewerThan(sensor.Id, hello.ConfigurationVersion) is { } newer)
        {
            down.Writer.TryWrite(newer);
        }
    }

    private static void Note(Sensor sensor, Heartbeat beat)
    {
        sensor.ClockSkewMs = beat.AtMs - sensor.HeardMs;
        var figures = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var figure in beat.Figures.Take(MaxFigures))
        {
            figures[figure.Name.Length > MaxNameChars ? figure.Name[..MaxNameChars] : figure.Name] = figure.Value;
        }

        sensor.ConfigurationVersion = figures.GetValueOrDefault("configuration_version", sensor.ConfigurationVersion);
        sensor.Figures = figures;
        sensor.Problems = [.. beat.Problems.Take(MaxProblems).Select(p => p.Length > MaxProblemChars ? p[..MaxProblemChars] : p)];
    }

    private (StoredToken Token, Sensor Live) Caller(ServerCallContext context)
    {
        var id = authority.SensorOf(context.GetHttpContext().Connection.ClientCertificate);
        return id is null
            ? throw Refused(StatusCode.Unauthenticated, "there is no valid sensor certificate: enrol this sensor, or enrol it anew when it was away for longer than its certificate lasts")
            : sensors.Find(id) ?? throw Refused(StatusCode.PermissionDenied, "this sensor was revoked: enrol it anew");
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
