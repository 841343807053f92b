namespace Soc.Capture.Protocols.Http;

/// <summary>What is known so far of a request and its answer.</summary>
internal sealed class HttpTransaction
{
    private long _atNs;
    private int _depth;

    public string Method { get; set; } = "";

    public string Uri { get; set; } = "";

    public string RequestVersion { get; set; } = "";

    public string AnswerVersion { get; set; } = "";

    public string Host { get; set; } = "";

    public string Referrer { get; set; } = "";

    public string UserAgent { get; set; } = "";

    public string Origin { get; set; } = "";

    public string UserName { get; set; } = "";

    public string Proxied { get; set; } = "";

    /// <summary>Headers in <see cref="Proxied"/>.</summary>
    public int ProxiedCount { get; set; }

    public string RequestContentType { get; set; } = "";

    public string ContentType { get; set; } = "";

    public string StatusMessage { get; set; } = "";

    public string InfoMessage { get; set; } = "";

    public int StatusCode { get; set; }

    public int InfoCode { get; set; }

    public long AnsweredAtNs { get; set; }

    public long RequestBodyBytes { get; set; }

    public long ResponseBodyBytes { get; set; }

    public long MissedBodyBytes { get; set; }

    public bool IsRequestOver { get; set; }

    public bool IsAnswerOver { get; set; }

    public bool IsPipelined { get; set; }

    public bool IsTunnel { get; set; }

    public bool HasConflictingLengths { get; set; }

    /// <summary>It was told; nothing may be told twice.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Of another request from here on.</summary>
    public HttpTransaction Begin(long atNs, int depth)
    {
        (_atNs, _depth, AnsweredAtNs) = (atNs, depth, 0);
        Method = Uri = RequestVersion = AnswerVersion = Host = Referrer = UserAgent = Origin = UserName = Proxied = "";
        RequestContentType = ContentType = StatusMessage = InfoMessage = "";
        ProxiedCount = StatusCode = InfoCode = 0;
        RequestBodyBytes = ResponseBodyBytes = MissedBodyBytes = 0;
        IsRequestOver = IsAnswerOver = IsPipelined = IsTunnel = HasConflictingLengths = IsTold = false;
        return this;
    }

    /// <summary>There is nothing to tell.</summary>
    public void Drop() => IsTold = true;

    public void Tell(IProtocolSink sink)
    {
        if (IsTold)
        {
            return;
        }

        IsTold = true;
        sink.Take(new HttpExchange
        {
            AtNs = _atNs,
            AnsweredAtNs = AnsweredAtNs,
            Depth = _depth,
            Method = Method,
            Host = Host,
            Uri = Uri,
            RequestVersion = RequestVersion,
            AnswerVersion = AnswerVersion,
            Referrer = Referrer,
            UserAgent = UserAgent,
            Origin = Origin,
            UserName = UserName,
            Proxied = Proxied,
            RequestContentType = RequestContentType,
            ContentType = ContentType,
            RequestBodyBytes = RequestBodyBytes,
            ResponseBodyBytes = ResponseBodyBytes,
            MissedBodyBytes = MissedBodyBytes,
            StatusCode = StatusCode,
            StatusMessage = StatusMessage,
            InfoCode = InfoCode,
            InfoMessage = InfoMessage,
            IsPipelined = IsPipelined,
            IsComplete = IsRequestOver && IsAnswerOver,
            IsTunnel = IsTunnel,
            HasConflictingLengths = HasConflictingLengths,
        });
    }
}
